"""One small encoder and the heads that share its single pass over each window."""
