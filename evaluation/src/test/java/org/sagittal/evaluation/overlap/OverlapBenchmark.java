package org.sagittal.evaluation.overlap;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.testing.BenchmarkLabels;
import org.sagittal.geometry.volume.LabelVolume;

/** Counts for Dice and its kin of a pair of label maps of 256^3 voxels: two organs, twenty balls, or twenty labels of noise. */
@State(Scope.Benchmark)
public class OverlapBenchmark {
    @Param({"organs", "balls", "noise"})
    public String what;

    private LabelVolume reference;
    private LabelVolume prediction;

    @Setup
    public void draw() {
        reference = draw(0);
        prediction = draw(2);
    }

    private LabelVolume draw(int shift) {
        return switch (what) {
            case "organs" -> BenchmarkLabels.organs(shift);
            case "balls" -> BenchmarkLabels.balls(shift);
            default -> BenchmarkLabels.noise(shift);
        };
    }

    @Benchmark
    public long counts() {
        JointHistogram pairs = JointHistogram.of(reference.voxels(), prediction.voxels(), OptionalInt.empty());
        return IntStream.rangeClosed(1, 20)
                .mapToLong(label ->
                        pairs.confusion(LabelGroup.label("label", label)).tp())
                .sum();
    }
}
