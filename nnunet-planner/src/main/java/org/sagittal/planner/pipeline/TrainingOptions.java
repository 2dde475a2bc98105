package org.sagittal.planner.pipeline;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sagittal.models.training.Schedule;
import org.sagittal.models.training.TrainingSpec;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.planner.plan.Configuration;

/**
 * What a person may change about a plan's training.
 *
 * @param epochs instead of 1000
 * @param iterations training iterations of an epoch instead of 250
 * @param validationIterations of an epoch instead of 50
 * @param batchSize instead of the plan's
 * @param learningRate of the first epoch instead of 0.01
 * @param seed for a training that can be repeated; drawn if absent
 * @param pretrained weights to begin with
 * @param probabilities whether the final validation also saves probabilities
 */
public record TrainingOptions(
        OptionalInt epochs,
        OptionalInt iterations,
        OptionalInt validationIterations,
        OptionalInt batchSize,
        OptionalDouble learningRate,
        OptionalLong seed,
        Optional<NamedTensors> pretrained,
        boolean probabilities) {

    /** The plan as it is. */
    public static final TrainingOptions OF_PLAN = new TrainingOptions(
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            false);

    /**
     * How many epochs a configuration is trained for.
     *
     * @param configuration of a plan
     * @return the plan's number, or the one given here
     */
    public int epochsOf(Configuration configuration) {
        return epochs.orElseGet(() -> configuration.training().schedule().epochs());
    }

    /**
     * The plan's training with these changes.
     *
     * @param planned what the plan says
     * @param drawnSeed the seed if none is asked for
     * @return what is done
     */
    TrainingSpec apply(TrainingSpec planned, long drawnSeed) {
        Schedule schedule = planned.schedule();
        return planned.withSchedule(new Schedule(
                        epochs.orElse(schedule.epochs()),
                        iterations.orElse(schedule.iterations()),
                        validationIterations.orElse(schedule.validationIterations()),
                        learningRate.orElse(schedule.initialLearningRate())))
                .withBatchSize(batchSize.orElse(planned.batchSize()))
                .withSeed(seed.orElse(drawnSeed));
    }
}
