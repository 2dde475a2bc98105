package org.sagittal.models.inference;

import java.util.Arrays;
import java.util.Optional;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.preprocessing.Restoration;
import org.sagittal.preprocessing.dataset.LabelScheme;

/** Takes logits before resampling back, with or without a plane of uncertainty behind them, and makes of them what was asked for. */
final class PredictionSink implements LogitSink {
    private final int heads;
    private final Shape shape;
    private final LabelDecoder decoder;
    private final LogitSink also;
    private final Optional<float[][]> uncertainty;

    /**
     * An empty result.
     *
     * @param labels what the channels stand for
     * @param placing shape and place of the result
     * @param also takes the logits too
     * @param compared whether there is a plane of uncertainty
     */
    PredictionSink(LabelScheme labels, Restoration placing, LogitSink also, boolean compared) {
        this.heads = labels.segmentationHeads();
        this.shape = placing.shapeAfterCropping();
        this.decoder = new LabelDecoder(labels, shape);
        this.also = also;
        this.uncertainty = compared ? Optional.of(new float[shape.z()][]) : Optional.empty();
    }

    @Override
    public void slice(int z, float[][] planes) {
        float[][] logits = planes.length == heads ? planes : Arrays.copyOf(planes, heads);
        decoder.slice(z, logits);
        also.slice(z, logits);
        uncertainty.ifPresent(slices -> slices[z] = planes[heads].clone());
    }

    LabelVoxels labels() {
        return decoder.labels();
    }

    Optional<FloatVoxels> uncertainty() {
        return uncertainty.map(slices -> FloatVoxels.of(shape, slices));
    }
}
