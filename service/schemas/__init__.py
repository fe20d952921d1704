"""The contract's payloads as marshmallow schemas: they check what comes in, write what goes out, and make OpenAPI."""
