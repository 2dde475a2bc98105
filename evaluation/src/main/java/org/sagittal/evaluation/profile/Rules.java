package org.sagittal.evaluation.profile;

import java.util.function.Function;
import org.sagittal.evaluation.instance.Matching;
import org.sagittal.evaluation.surface.SurfaceModel;

/**
 * The choices behind a score, each of which tools make differently.
 *
 * @param surface what an outline is
 * @param percentile how HD95 is read off the distances
 * @param mean how an average symmetric distance is made of two directions
 * @param within how NSD is made of two directions
 * @param unit what distances are measured in
 * @param volume how a difference of volumes is written
 * @param instances which components stand for which
 * @param empty what of empty masks
 */
public record Rules(
        SurfaceModel surface,
        Percentile percentile,
        Mean mean,
        Within within,
        Unit unit,
        Volume volume,
        Instances instances,
        EmptyPolicy empty) {

    /** How a percentile is read off two sets of distances. */
    public enum Percentile {
        /** Linear interpolation in both directions' distances thrown together. */
        POOLED_LINEAR("linear percentile of both directions pooled"),
        /** The larger of the two directions' linear percentiles. */
        LARGER_LINEAR("larger of the two linear percentiles"),
        /** The larger of the two directions' percentiles by area, without interpolation. */
        LARGER_BY_AREA("larger of the two percentiles by surface area");

        private final String description;

        Percentile(String description) {
            this.description = description;
        }
    }

    /** How one average is made of two directions. */
    public enum Mean {
        /** All distances of both directions, each as heavy as its element. */
        POOLED("mean of both directions pooled"),
        /** The mean of the two directions' means. */
        OF_MEANS("mean of the two means");

        private final String description;

        Mean(String description) {
            this.description = description;
        }
    }

    /** How one share within a tolerance is made of two directions. */
    public enum Within {
        /** What lies within, of both outlines together. */
        POOLED("share of both outlines pooled"),
        /** The same, distances and tolerance rounded to float32: five voxels of 0.4 mm, 2.00000003 in float64, are within 2. */
        POOLED_FLOAT32("share of both outlines pooled, distances in float32"),
        /** The mean of the two outlines' shares. */
        OF_SHARES("mean of the two outlines' shares");

        private final String description;

        Within(String description) {
            this.description = description;
        }
    }

    /** What distances are measured in. */
    public enum Unit {
        /** Millimetres, from the header's spacing. */
        MILLIMETRES("millimetres"),
        /** Voxels: the spacing is not looked at. */
        VOXELS("voxels, without the spacing");

        private final String description;

        Unit(String description) {
            this.description = description;
        }
    }

    /** How volumes are compared. */
    public enum Volume {
        /** Difference (p - g)/g with its sign; similarity 1 - |p - g|/(p + g). */
        SIGNED_DIFFERENCE("signed difference, similarity from 0 to 1"),
        /** Difference |p - g|/g; similarity 1 - |p - g|/(p + g). */
        ABSOLUTE_DIFFERENCE("absolute difference, similarity from 0 to 1"),
        /** Difference (p - g)/g; similarity 2 (p - g)/(p + g), also with its sign. */
        SIGNED_SIMILARITY("signed similarity, 0 when the volumes are equal");

        private final String description;

        Volume(String description) {
            this.description = description;
        }
    }

    /**
     * Which components of the prediction stand for which of the reference.
     *
     * @param matching the rule
     * @param threshold least IoU of a match, inclusive
     */
    public record Instances(Matching matching, double threshold) {
        /** Each at most once, from an IoU of 0.5 on. */
        public static final Instances HALF = new Instances(Matching.ONE_TO_ONE, 0.5);

        /** Refuses a threshold that is no IoU. */
        public Instances {
            if (!(threshold >= 0 && threshold <= 1)) {
                throw new IllegalArgumentException("threshold of a match must lie in 0..1, got " + threshold);
            }
        }

        String description() {
            String from = ", from an IoU of " + SurfaceMeasures.number(threshold) + " on";
            return matching.description() + (matching == Matching.ANY_OVERLAP ? "" : from);
        }
    }

    /** The rules that can be switched one at a time. */
    public enum Switch {
        /** What an outline is. */
        SURFACE("outline", r -> r.surface.description()),
        /** How HD95 is read off. */
        PERCENTILE("percentile", r -> r.percentile.description),
        /** How two directions are averaged. */
        MEAN("mean", r -> r.mean.description),
        /** How NSD is made of two directions. */
        WITHIN("share within tolerance", r -> r.within.description),
        /** Millimetres or voxels. */
        UNIT("unit", r -> r.unit.description),
        /** How volumes are compared. */
        VOLUME("volumes", r -> r.volume.description),
        /** Which components stand for which. */
        INSTANCES("matching", r -> r.instances.description()),
        /** What of empty masks. */
        EMPTY("empty masks", r -> "as " + r.empty.name() + " has it");

        private final String title;
        private final Function<Rules, String> description;

        Switch(String title, Function<Rules, String> description) {
            this.title = title;
            this.description = description;
        }

        /**
         * What the rule is about.
         *
         * @return a word or two
         */
        public String title() {
            return title;
        }

        /** The rules r with this one taken from others. */
        Rules take(Rules r, Rules from) {
            return new Rules(
                    this == SURFACE ? from.surface : r.surface,
                    this == PERCENTILE ? from.percentile : r.percentile,
                    this == MEAN ? from.mean : r.mean,
                    this == WITHIN ? from.within : r.within,
                    this == UNIT ? from.unit : r.unit,
                    this == VOLUME ? from.volume : r.volume,
                    this == INSTANCES ? from.instances : r.instances,
                    this == EMPTY ? from.empty : r.empty);
        }

        /**
         * What the rules say here.
         *
         * @param r some rules
         * @return a phrase
         */
        public String describe(Rules r) {
            return description.apply(r);
        }
    }
}
