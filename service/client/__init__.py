"""The batch client: articles from files to a server, or to a model in this process, and their quotations to files."""
