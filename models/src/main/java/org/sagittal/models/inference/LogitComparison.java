package org.sagittal.models.inference;

import org.sagittal.geometry.volume.Box;

/**
 * Asks a sliding window to compare the passes of its networks.
 *
 * @param part which voxels of the network's grid are wanted
 * @param kind what is measured
 * @param agreement takes how far the passes agree
 */
record LogitComparison(Box part, Uncertainty kind, PassAgreement agreement) {}
