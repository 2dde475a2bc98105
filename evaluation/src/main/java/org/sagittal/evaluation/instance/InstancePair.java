package org.sagittal.evaluation.instance;

import java.util.List;
import org.sagittal.evaluation.mask.BitMask;
import org.sagittal.evaluation.mask.MaskPair;
import org.sagittal.evaluation.mask.Neighbourhood;
import org.sagittal.geometry.volume.Box;

/** The components of both masks and what they share: the input of every matching rule. */
public final class InstancePair {
    private final MaskPair masks;
    private final Components reference;
    private final Components prediction;
    private final long[] referenceSizes;
    private final long[] predictionSizes;
    private final List<OverlapTable.Overlap> overlaps;

    /**
     * Finds the components of both masks.
     *
     * @param masks reference and prediction
     * @param neighbourhood which voxels touch
     */
    public InstancePair(MaskPair masks, Neighbourhood neighbourhood) {
        this.masks = masks;
        this.reference = Components.of(masks.reference(), neighbourhood);
        this.prediction = Components.of(masks.prediction(), neighbourhood);
        this.referenceSizes = reference.sizes();
        this.predictionSizes = prediction.sizes();
        this.overlaps = reference.overlapWith(prediction).pairs();
    }

    /**
     * Components of the reference.
     *
     * @return how many
     */
    public int referenceCount() {
        return referenceSizes.length;
    }

    /**
     * Components of the prediction.
     *
     * @return how many
     */
    public int predictionCount() {
        return predictionSizes.length;
    }

    /**
     * Voxels of prediction components that share none with the reference (autoPET's false positive volume).
     *
     * @return voxels, 0 without such components
     */
    public long falsePositiveVoxels() {
        boolean[] touched = new boolean[predictionCount()];
        overlaps.forEach(o -> touched[o.prediction()] = true);
        return untouched(touched, predictionSizes);
    }

    /**
     * Voxels of reference components that share none with the prediction (autoPET's false negative volume).
     *
     * @return voxels, 0 without such components
     */
    public long falseNegativeVoxels() {
        boolean[] touched = new boolean[referenceCount()];
        overlaps.forEach(o -> touched[o.reference()] = true);
        return untouched(touched, referenceSizes);
    }

    private static long untouched(boolean[] touched, long[] sizes) {
        long sum = 0;
        for (int i = 0; i < sizes.length; i++) {
            sum += touched[i] ? 0 : sizes[i];
        }
        return sum;
    }

    long referenceSize(int component) {
        return referenceSizes[component];
    }

    long predictionSize(int component) {
        return predictionSizes[component];
    }

    List<OverlapTable.Overlap> overlaps() {
        return overlaps;
    }

    /** The masks of one reference component and some prediction components, cropped with an empty voxel around. */
    MaskPair cut(int referenceComponent, List<Integer> predictionComponents) {
        Box box = reference.boxes()[referenceComponent];
        Box[] boxes = prediction.boxes();
        for (int component : predictionComponents) {
            box = union(box, boxes[component]);
        }
        int depth = masks.dimensions() == 3 ? 1 : 0;
        Box grown = new Box(
                box.startZ() - depth,
                box.startY() - 1,
                box.startX() - 1,
                box.endZ() + depth,
                box.endY() + 1,
                box.endX() + 1);
        boolean[] inReference = new boolean[referenceCount()];
        inReference[referenceComponent] = true;
        boolean[] inPrediction = new boolean[predictionCount()];
        predictionComponents.forEach(component -> inPrediction[component] = true);
        BitMask truth = reference.mask(inReference, grown);
        BitMask guess = prediction.mask(inPrediction, grown);
        return new MaskPair(truth, guess, shifted(grown), masks.image(), masks.dimensions());
    }

    /** The masks these components were found in. */
    MaskPair masks() {
        return masks;
    }

    /** The components of the reference. */
    Components reference() {
        return reference;
    }

    /** The components of the prediction. */
    Components prediction() {
        return prediction;
    }

    private Box shifted(Box box) {
        Box cut = masks.box();
        return new Box(
                box.startZ() + cut.startZ(),
                box.startY() + cut.startY(),
                box.startX() + cut.startX(),
                box.endZ() + cut.startZ(),
                box.endY() + cut.startY(),
                box.endX() + cut.startX());
    }

    private static Box union(Box a, Box b) {
        return new Box(
                Math.min(a.startZ(), b.startZ()),
                Math.min(a.startY(), b.startY()),
                Math.min(a.startX(), b.startX()),
                Math.max(a.endZ(), b.endZ()),
                Math.max(a.endY(), b.endY()),
                Math.max(a.endX(), b.endX()));
    }
}
