package org.sagittal.planner.forecast;

import java.util.List;
import org.sagittal.models.runtime.Runtime;
import org.sagittal.models.training.StepTimer;
import org.sagittal.models.unet.NetworkSpec;

/** Times real training steps on this machine. */
public final class TrainingStepProbe implements ThroughputProbe {
    private final Runtime runtime;

    /**
     * Makes a probe of an engine.
     *
     * @param runtime the engine, with the number of threads training will use
     */
    public TrainingStepProbe(Runtime runtime) {
        this.runtime = runtime;
    }

    @Override
    public double secondsPerTrainingStep(NetworkSpec network, List<Integer> patch, int batch) {
        return StepTimer.secondsPerStep(runtime, network, patch, batch);
    }
}
