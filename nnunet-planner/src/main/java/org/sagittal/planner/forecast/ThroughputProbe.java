package org.sagittal.planner.forecast;

import java.util.List;
import org.sagittal.models.unet.NetworkSpec;

/** Something that can time training steps on this machine; the network runtime has one, tests bring their own. */
@FunctionalInterface
public interface ThroughputProbe {
    /**
     * Times one training step: forward with all decoder levels, loss, backward, optimiser. The first, slower steps must not count.
     *
     * @param network the network to train
     * @param patch voxels per axis, (z, y, x) or (y, x)
     * @param batch patches in the batch
     * @return seconds of one step, positive
     */
    double secondsPerTrainingStep(NetworkSpec network, List<Integer> patch, int batch);
}
