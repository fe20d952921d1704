"""The routes: schema in, one call, record out."""
