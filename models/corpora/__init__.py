"""Every data set read into one form of example; for training and measuring only."""
