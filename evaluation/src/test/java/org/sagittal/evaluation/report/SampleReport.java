package org.sagittal.evaluation.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.sagittal.evaluation.LabelGroup;
import org.sagittal.evaluation.ScoringScheme;
import org.sagittal.evaluation.batch.BatchEvaluation;
import org.sagittal.evaluation.batch.CasePair;
import org.sagittal.evaluation.testing.TestLabels;
import org.sagittal.geometry.volume.FloatVoxels;
import org.sagittal.geometry.volume.IntensityVolume;
import org.sagittal.geometry.volume.LabelVolume;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.geometry.volume.Spacing;

/** A phantom study: a big organ, a lesion in it that some cases lack, a class that never occurs, and a case whose file is broken. */
final class SampleReport {
    private static final Shape SHAPE = new Shape(24, 72, 64);
    private static final Spacing SPACING = new Spacing(3, 1, 1.25);

    static final ScoringScheme SCHEME = ScoringScheme.of(
            List.of(LabelGroup.label("Organ", 1), LabelGroup.label("Lesion <core>", 2), LabelGroup.label("Cyst", 3)));

    private SampleReport() {}

    static List<CasePair> pairs(int count) {
        List<CasePair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = String.format("case_%03d", i);
            pairs.add(new CasePair(name, Path.of("ref", name), Path.of("pred", name)));
        }
        return pairs;
    }

    static EvaluationReport of(int count) {
        BatchEvaluation batch =
                BatchEvaluation.builder(SCHEME, SampleReport::labels).threads(2).build();
        return new EvaluationReport("Phantom study & friends", SCHEME, "overlap@1", batch.run(pairs(count)));
    }

    static LabelVolume labels(Path file) {
        int number = Integer.parseInt(file.getFileName().toString().substring(5));
        boolean predicted = file.startsWith("pred");
        if (number == 7 && predicted) {
            throw new IllegalArgumentException(file + " ends after 352 of 221184 bytes; copy it again");
        }
        Random random = new Random(number);
        double wobble = random.nextGaussian() * 2;
        double shift = predicted ? wobble : 0;
        boolean lesion = number % 4 != 1 && !(predicted && number == 2);
        return TestLabels.of(SHAPE, SPACING, (z, y, x) -> {
            double body = sq((z - 12) / 8.0) + sq((y - 36 - shift) / 24) + sq((x - 32) / (18 + shift / 2));
            double core = sq((z - 12) / 4.0) + sq((y - 30 - 2 * shift) / 7) + sq((x - 36 + shift) / 6);
            return lesion && core <= 1 ? 2 : body <= 1 ? 1 : 0;
        });
    }

    static Optional<IntensityVolume> image(CasePair pair) {
        LabelVolume truth = labels(pair.reference());
        Random random = new Random(1);
        float[][] slices = new float[SHAPE.z()][SHAPE.sliceVoxels()];
        for (int z = 0; z < SHAPE.z(); z++) {
            for (int i = 0; i < slices[z].length; i++) {
                int y = i / SHAPE.x();
                int x = i % SHAPE.x();
                double skin = sq((y - 36) / 34.0) + sq((x - 32) / 29.0);
                double tissue = skin > 1 ? 0 : 60 + 70 * truth.voxels().slice(z)[i];
                slices[z][i] = (float) (tissue + 14 * random.nextGaussian());
            }
        }
        return Optional.of(new IntensityVolume(truth.grid(), FloatVoxels.of(SHAPE, slices)));
    }

    private static double sq(double value) {
        return value * value;
    }
}
