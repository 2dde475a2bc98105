package org.sagittal.evaluation.surface;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.profile.PairScoring;
import org.sagittal.evaluation.profile.Profile;
import org.sagittal.evaluation.profile.Profiles;
import org.sagittal.evaluation.testing.BenchmarkLabels;
import org.sagittal.geometry.volume.LabelVolume;

/** All scores of a profile, surface distances among them, of a pair of label maps of 256^3 voxels: two organs, or twenty balls. */
@State(Scope.Benchmark)
public class SurfaceBenchmark {
    private static final Map<String, Profile> PROFILES = Map.of(
            "sagittal", Profiles.SAGITTAL,
            "deepmind", Profiles.DEEPMIND,
            "medpy", Profiles.MEDPY,
            "monai", Profiles.MONAI);

    @Param({"organs", "balls"})
    public String what;

    @Param({"sagittal", "deepmind", "medpy", "monai"})
    public String profile;

    @Param({"1", "2"})
    public int threads;

    private LabelVolume reference;
    private LabelVolume prediction;
    private List<Integer> labels;

    @Setup
    public void draw() {
        boolean organs = what.equals("organs");
        reference = organs ? BenchmarkLabels.organs(0) : BenchmarkLabels.balls(0);
        prediction = organs ? BenchmarkLabels.organs(3) : BenchmarkLabels.balls(2);
        labels = IntStream.rangeClosed(1, organs ? 2 : 20).boxed().toList();
    }

    @Benchmark
    public Object score() {
        return new PairScoring(reference, prediction, ScoringScheme.ofLabels(labels), 3, threads)
                .score(PROFILES.get(profile), List.of(1.0, 2.0, 3.0));
    }
}
