"""Many games at once: sweeps, regions, comparative statics, robustness."""
