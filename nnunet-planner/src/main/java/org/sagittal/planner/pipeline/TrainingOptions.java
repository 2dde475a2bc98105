package org.sagittal.planner.pipeline;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sagittal.models.script.Precision;
import org.sagittal.models.training.Schedule;
import org.sagittal.models.training.TrainingSpec;
import org.sagittal.models.weights.NamedTensors;
import org.sagittal.planner.plan.Configuration;

/**
 * What a person may change about a plan's training.
 *
 * @param schedule how long and how fast
 * @param batchSize instead of the plan's
 * @param seed for a training that can be repeated; drawn if absent
 * @param precision number format of the convolutions
 * @param pretrained weights to begin with
 * @param probabilities whether the final validation also saves probabilities
 */
public record TrainingOptions(
        ScheduleOptions schedule,
        OptionalInt batchSize,
        OptionalLong seed,
        Precision precision,
        Optional<NamedTensors> pretrained,
        boolean probabilities) {

    /** The plan as it is. */
    public static final TrainingOptions OF_PLAN = new TrainingOptions(
            ScheduleOptions.OF_PLAN,
            OptionalInt.empty(),
            OptionalLong.empty(),
            Precision.FLOAT32,
            Optional.empty(),
            false);

    /**
     * What a person may change about a plan's schedule.
     *
     * @param epochs instead of 1000
     * @param iterations training iterations of an epoch instead of 250
     * @param validationIterations of an epoch instead of 50
     * @param learningRate of the first epoch instead of 0.01
     */
    public record ScheduleOptions(
            OptionalInt epochs, OptionalInt iterations, OptionalInt validationIterations, OptionalDouble learningRate) {
        /** The schedule as it is. */
        public static final ScheduleOptions OF_PLAN = new ScheduleOptions(
                OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty(), OptionalDouble.empty());

        Schedule apply(Schedule planned) {
            return new Schedule(
                    epochs.orElse(planned.epochs()),
                    iterations.orElse(planned.iterations()),
                    validationIterations.orElse(planned.validationIterations()),
                    learningRate.orElse(planned.initialLearningRate()));
        }
    }

    /**
     * How many epochs a configuration is trained for.
     *
     * @param configuration of a plan
     * @return the plan's number, or the one given here
     */
    public int epochsOf(Configuration configuration) {
        return schedule.apply(configuration.training().schedule()).epochs();
    }

    /**
     * The plan's training with these changes.
     *
     * @param planned what the plan says
     * @param drawnSeed the seed if none is asked for
     * @return what is done
     */
    TrainingSpec apply(TrainingSpec planned, long drawnSeed) {
        return planned.withSchedule(schedule.apply(planned.schedule()))
                .withBatchSize(batchSize.orElse(planned.batchSize()))
                .withPrecision(precision)
                .withSeed(seed.orElse(drawnSeed));
    }
}
