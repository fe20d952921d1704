"""Archives over a cluster: what its machines do, apart from how Ray brings them to it."""
