"""Makes the committed weights again from the training data; not needed to serve them."""
