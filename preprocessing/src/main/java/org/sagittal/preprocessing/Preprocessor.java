package org.sagittal.preprocessing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.LabelVoxels;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;
import org.sagittal.preprocessing.crop.NonzeroRegion;
import org.sagittal.preprocessing.crop.TurnedCrop;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.reader.CaseImages;
import org.sagittal.preprocessing.resample.Resampling;

/**
 * Raw case -> network-ready case, for one recipe: transpose, crop to the nonzero region, normalise, resample, draw class locations.
 * Normalising comes before resampling, or the masked statistics would see interpolated borders.
 *
 * <p>Reference: nnU-Net v2, {@code DefaultPreprocessor.run_case_npy}. Immutable; several threads may use one.
 */
public final class Preprocessor {
    private final PreprocessingSpec spec;
    private final LabelScheme scheme;

    /**
     * A preprocessor for one recipe.
     *
     * @param spec the recipe
     * @param scheme what the labels mean
     */
    public Preprocessor(PreprocessingSpec spec, LabelScheme scheme) {
        this.spec = spec;
        this.scheme = scheme;
    }

    /**
     * Preprocesses a case.
     *
     * @param images (c, z, y, x) as read
     * @param label (z, y, x) of the same extents; empty for a case to predict
     * @return the case as the network sees it
     * @throws IllegalArgumentException if the channels are not as many as the recipe's, hold NaN or infinities, or the label has
     *     other extents
     */
    public PreprocessedCase preprocess(CaseImages images, Optional<LabelVoxels> label) {
        return preprocess(images, label, Optional.empty());
    }

    /**
     * Preprocesses a case of a cascade.
     *
     * @param images (c, z, y, x) as read
     * @param label (z, y, x) of the same extents; empty for a case to predict
     * @param previousStage labels an earlier network found, (z, y, x) of the same extents
     * @return the case as the network sees it
     * @throws IllegalArgumentException if the channels are not as many as the recipe's, hold NaN or infinities, or labels have
     *     other extents
     */
    public PreprocessedCase preprocess(
            CaseImages images, Optional<LabelVoxels> label, Optional<LabelVoxels> previousStage) {
        check(images, label, "label");
        check(images, previousStage, "previous stage");
        images.requireFinite();
        NonzeroRegion region = NonzeroRegion.of(images.channels());
        TurnedCrop crop = TurnedCrop.of(region.box(), spec.transposeForward());
        Restoration restoration = restoration(images, crop);
        short[][] labels = crop.crop(label.orElseGet(() -> empty(images.shape())), region);
        List<FloatVoxels> data = new ArrayList<>();
        for (int channel = 0; channel < spec.channels(); channel++) {
            data.add(channel(images.channels().get(channel), channel, crop, labels, restoration));
        }
        LabelVoxels seg = resize(labels, crop.shape(), restoration);
        return new PreprocessedCase(
                data,
                seg,
                previousStage.map(p -> resize(crop.crop(p, region), crop.shape(), restoration)),
                restoration,
                label.isPresent() ? ClassSampling.draw(seg, scheme) : ClassLocations.NONE);
    }

    private void check(CaseImages images, Optional<LabelVoxels> labels, String name) {
        if (images.channels().size() != spec.channels()) {
            throw new IllegalArgumentException("image must have the " + spec.channels()
                    + " channels of the recipe, got " + images.channels().size());
        }
        if (labels.isPresent() && !labels.get().shape().equals(images.shape())) {
            throw new IllegalArgumentException(name + " must have the image's extents " + images.shape() + ", got "
                    + labels.get().shape());
        }
    }

    private Restoration restoration(CaseImages images, TurnedCrop crop) {
        Spacing spacing = images.spacing().transposed(spec.axisOrder());
        Spacing target = spec.targetSpacing(spacing);
        return new Restoration(
                spec.transposeForward(),
                images.shape().transposed(spec.axisOrder()),
                crop.turnedBox(),
                Resampling.newShape(crop.shape(), spacing, target),
                images.spacing(),
                target,
                spec.probabilities());
    }

    private FloatVoxels channel(
            FloatVoxels image, int channel, TurnedCrop crop, short[][] labels, Restoration restoration) {
        float[][] slices = crop.crop(image);
        try {
            spec.normalizations().get(channel).apply(slices, labels);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("channel " + channel + ": " + e.getMessage(), e);
        }
        return Resampling.resizeData(
                FloatVoxels.of(crop.shape(), slices),
                restoration.networkShape(),
                restoration.spacingBeforeResampling(),
                restoration.networkSpacing(),
                spec.data());
    }

    private LabelVoxels resize(short[][] labels, Shape shape, Restoration restoration) {
        return Resampling.resizeLabels(
                LabelVoxels.of(shape, labels),
                restoration.networkShape(),
                restoration.spacingBeforeResampling(),
                restoration.networkSpacing(),
                spec.seg());
    }

    private static LabelVoxels empty(Shape shape) {
        short[][] slices = new short[shape.z()][];
        Arrays.fill(slices, new short[shape.sliceVoxels()]);
        return LabelVoxels.of(shape, slices);
    }
}
