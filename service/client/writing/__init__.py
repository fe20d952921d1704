"""Every kind of output, each made durable step by step."""
