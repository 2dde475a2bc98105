package org.sagittal.models.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How far the passes of a prediction agree with the labels they make together, class by class: the mean over the passes of Dice = 2 |A_k
 * and B| / (|A_k| + |B|), where A_k are the voxels a pass gives to the class and B those that all passes give to it. Voxels that several
 * tiles hold count once a tile. A pass and a consensus that are both empty agree, with 1; where no pass finds the class there is no
 * agreement to speak of.
 */
public final class PassAgreement {
    private final boolean regions;
    private final int classes;
    private final List<long[]> hits = new ArrayList<>();
    private final List<long[]> sizes = new ArrayList<>();
    private final long[] consensusSizes;

    /**
     * Counts nothing yet.
     *
     * @param heads channels of the logits
     * @param regions whether heads are independent regions, at most 16
     */
    PassAgreement(int heads, boolean regions) {
        if (regions && heads > PatchPasses.MOST_REGIONS) {
            throw new IllegalArgumentException("uncertainty can be counted for at most " + PatchPasses.MOST_REGIONS
                    + " regions, the model has " + heads);
        }
        this.regions = regions;
        this.classes = heads;
        this.consensusSizes = new long[heads];
    }

    boolean regions() {
        return regions;
    }

    /**
     * Voxels in a row.
     *
     * @param labels where they lie: heads, or for regions the bits of those that hold the voxel
     * @param from the first one
     * @param length how many
     */
    record Row(short[] labels, int from, int length) {}

    /**
     * Adds a row of voxels.
     *
     * @param pass which pass
     * @param own what it says
     * @param common what all passes say together, as many voxels
     */
    void count(int pass, Row own, Row common) {
        while (hits.size() <= pass) {
            hits.add(new long[classes]);
            sizes.add(new long[classes]);
        }
        long[] passHits = hits.get(pass);
        long[] passSizes = sizes.get(pass);
        for (int i = 0; i < own.length; i++) {
            int ours = own.labels[own.from + i] & 0xffff;
            int theirs = common.labels[common.from + i] & 0xffff;
            if (regions) {
                countBits(pass, ours, theirs);
            } else {
                passSizes[ours]++;
                passHits[ours] += ours == theirs ? 1 : 0;
                consensusSizes[theirs] += pass == 0 ? 1 : 0;
            }
        }
    }

    private void countBits(int pass, int own, int common) {
        if ((own | common) == 0) {
            return;
        }
        for (int c = 0; c < classes; c++) {
            int a = own >> c & 1;
            int b = common >> c & 1;
            sizes.get(pass)[c] += a;
            hits.get(pass)[c] += a & b;
            consensusSizes[c] += pass == 0 ? b : 0;
        }
    }

    /**
     * The agreement about each class.
     *
     * @return one value a foreground class - a label from 1 on, or a region - in [0, 1]; empty where no pass finds it
     */
    public List<OptionalDouble> ofForeground() {
        List<OptionalDouble> agreement = new ArrayList<>();
        for (int c = regions ? 0 : 1; c < classes; c++) {
            agreement.add(of(c));
        }
        return agreement;
    }

    private OptionalDouble of(int c) {
        double sum = 0;
        boolean found = false;
        for (int pass = 0; pass < hits.size(); pass++) {
            long both = sizes.get(pass)[c] + consensusSizes[c];
            found |= both > 0;
            sum += both == 0 ? 1 : 2.0 * hits.get(pass)[c] / both;
        }
        return found ? OptionalDouble.of(sum / hits.size()) : OptionalDouble.empty();
    }
}
