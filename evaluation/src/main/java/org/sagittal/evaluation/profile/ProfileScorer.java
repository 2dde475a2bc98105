package org.sagittal.evaluation.profile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.CaseScorer;
import org.sagittal.evaluation.batch.GroupScores;
import org.sagittal.geometry.volume.LabelVolume;

/**
 * Every score of a profile for every case of a batch. A volume of one slice is scored as a 2D image, whatever its file calls itself; the
 * spacing between slices then plays no part.
 */
public final class ProfileScorer implements CaseScorer {
    private final Profile profile;
    private final List<Double> tolerancesMm;

    /**
     * Takes what to score.
     *
     * @param profile whose definitions
     * @param tolerancesMm for NSD and the like
     */
    public ProfileScorer(Profile profile, List<Double> tolerancesMm) {
        this.profile = profile;
        this.tolerancesMm = List.copyOf(tolerancesMm);
    }

    @Override
    public Map<String, GroupScores> score(LabelVolume reference, LabelVolume prediction, ScoringScheme scheme) {
        int dimensions = reference.grid().shape().z() == 1 ? 2 : 3;
        List<Measure> measures = profile.measures().at(tolerancesMm);
        Map<LabelGroup, GroupScores> scores = new PairScoring(reference, prediction, scheme, dimensions, 1)
                .forEachGroup(masks -> new GroupScores(
                        masks.counts(),
                        measures.stream()
                                .collect(Collectors.toMap(
                                        Measure::name,
                                        measure -> measure.of(masks, profile.rules()),
                                        (a, b) -> a,
                                        LinkedHashMap::new))));
        Map<String, GroupScores> byKey = new LinkedHashMap<>();
        scores.forEach((group, of) -> byKey.put(group.key(), of));
        return byKey;
    }

    @Override
    public String name() {
        return profile.id();
    }
}
