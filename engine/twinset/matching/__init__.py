"""The Fellegi-Sunter model: agreement patterns, latent classes, training, scoring, threshold."""
