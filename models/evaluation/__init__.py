"""How good the answers are: counts of a document, scores of summed counts, intervals, calibration, reports."""
