package org.sagittal.evaluation.batch;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.Score;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.overlap.Confusion;
import org.sagittal.evaluation.overlap.JointHistogram;
import org.sagittal.evaluation.overlap.OverlapScores;
import org.sagittal.geometry.volume.LabelVolume;

/**
 * Counts, Dice, IoU, sensitivity and precision of every class in one pass: what nnU-Net's summary needs, and the fastest scorer.
 *
 * <p>A class empty in both volumes has no Dice and no IoU; empty in one, 0. See {@link OverlapScores} for the others.
 */
public final class OverlapScorer implements CaseScorer {
    @Override
    public Map<String, GroupScores> score(LabelVolume reference, LabelVolume prediction, ScoringScheme scheme) {
        JointHistogram pairs = JointHistogram.of(reference.voxels(), prediction.voxels(), scheme.ignoreLabel());
        Map<String, GroupScores> result = new LinkedHashMap<>();
        for (LabelGroup group : scheme.groups()) {
            Confusion counts = pairs.confusion(group);
            result.put(group.key(), new GroupScores(counts, scores(counts)));
        }
        return result;
    }

    private static Map<String, Score> scores(Confusion counts) {
        Map<String, Score> scores = new LinkedHashMap<>();
        scores.put("dice", OverlapScores.dice(counts));
        scores.put("iou", OverlapScores.iou(counts));
        scores.put("sensitivity", OverlapScores.sensitivity(counts));
        scores.put("precision", OverlapScores.precision(counts));
        return scores;
    }

    @Override
    public String name() {
        return "overlap@1";
    }
}
