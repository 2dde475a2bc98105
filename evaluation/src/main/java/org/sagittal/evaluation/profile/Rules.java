package org.sagittal.evaluation.profile;

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
 * @param empty what of empty masks
 */
public record Rules(
        SurfaceModel surface,
        Percentile percentile,
        Mean mean,
        Within within,
        Unit unit,
        Volume volume,
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

    /** The rules that can be switched one at a time. */
    public enum Switch {
        /** What an outline is. */
        SURFACE("outline") {
            @Override
            Rules take(Rules r, Rules from) {
                return new Rules(from.surface, r.percentile, r.mean, r.within, r.unit, r.volume, r.empty);
            }

            @Override
            public String describe(Rules r) {
                return r.surface.description();
            }
        },
        /** How HD95 is read off. */
        PERCENTILE("percentile") {
            @Override
            Rules take(Rules r, Rules from) {
                return new Rules(r.surface, from.percentile, r.mean, r.within, r.unit, r.volume, r.empty);
            }

            @Override
            public String describe(Rules r) {
                return r.percentile.description;
            }
        },
        /** How two directions are averaged. */
        MEAN("mean") {
            @Override
            Rules take(Rules r, Rules from) {
                return new Rules(r.surface, r.percentile, from.mean, r.within, r.unit, r.volume, r.empty);
            }

            @Override
            public String describe(Rules r) {
                return r.mean.description;
            }
        },
        /** How NSD is made of two directions. */
        WITHIN("share within tolerance") {
            @Override
            Rules take(Rules r, Rules from) {
                return new Rules(r.surface, r.percentile, r.mean, from.within, r.unit, r.volume, r.empty);
            }

            @Override
            public String describe(Rules r) {
                return r.within.description;
            }
        },
        /** Millimetres or voxels. */
        UNIT("unit") {
            @Override
            Rules take(Rules r, Rules from) {
                return new Rules(r.surface, r.percentile, r.mean, r.within, from.unit, r.volume, r.empty);
            }

            @Override
            public String describe(Rules r) {
                return r.unit.description;
            }
        },
        /** How volumes are compared. */
        VOLUME("volumes") {
            @Override
            Rules take(Rules r, Rules from) {
                return new Rules(r.surface, r.percentile, r.mean, r.within, r.unit, from.volume, r.empty);
            }

            @Override
            public String describe(Rules r) {
                return r.volume.description;
            }
        },
        /** What of empty masks. */
        EMPTY("empty masks") {
            @Override
            Rules take(Rules r, Rules from) {
                return new Rules(r.surface, r.percentile, r.mean, r.within, r.unit, r.volume, from.empty);
            }

            @Override
            public String describe(Rules r) {
                return "as " + r.empty.name() + " has it";
            }
        };

        private final String title;

        Switch(String title) {
            this.title = title;
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
        abstract Rules take(Rules r, Rules from);

        /**
         * What the rules say here.
         *
         * @param r some rules
         * @return a phrase
         */
        public abstract String describe(Rules r);
    }
}
