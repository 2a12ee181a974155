"""Many matches, or many questions, for one purpose: series and probes."""
