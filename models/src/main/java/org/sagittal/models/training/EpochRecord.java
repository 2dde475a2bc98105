package org.sagittal.models.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What one epoch came to: a line of {@code log.jsonl}.
 *
 * @param epoch 0 for the first
 * @param learningRate of its steps
 * @param trainLoss mean over its iterations
 * @param validationLoss mean over its validation iterations
 * @param pseudoDice Dice of each foreground class or region over all validation patches together; null where the class occurs in none
 * @param emaPseudoDice exponential moving average (0.9 old, 0.1 new) of the mean pseudo Dice; null before any class was seen
 * @param seconds wall time
 * @param secondsPerIteration wall time of a training iteration
 */
public record EpochRecord(
        @JsonProperty("epoch") int epoch,
        @JsonProperty("lr") double learningRate,
        @JsonProperty("train_loss") double trainLoss,
        @JsonProperty("val_loss") double validationLoss,
        @JsonProperty("pseudo_dice") List<Double> pseudoDice,
        @JsonProperty("ema_pseudo_dice") Double emaPseudoDice,
        @JsonProperty("seconds") double seconds,
        @JsonProperty("seconds_per_iteration") double secondsPerIteration) {

    /**
     * Mean pseudo Dice over the classes that occur.
     *
     * @return empty if none occurs
     */
    public OptionalDouble meanPseudoDice() {
        return pseudoDice.stream()
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
    }

    /**
     * The part that the same seed gives again; wall times are not.
     *
     * @return a copy whose times are 0
     */
    EpochRecord untimed() {
        return new EpochRecord(epoch, learningRate, trainLoss, validationLoss, pseudoDice, emaPseudoDice, 0, 0);
    }
}
