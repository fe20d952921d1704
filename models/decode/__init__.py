"""From the network's scores to quotations: content, cue and source mention, across windows."""
