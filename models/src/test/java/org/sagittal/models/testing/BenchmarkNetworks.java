package org.sagittal.models.testing;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sagittal.models.unet.NetworkSpec;

/** The networks of the reference trainings and of a full-size CT, as nnU-Net plans them. */
public final class BenchmarkNetworks {
    private BenchmarkNetworks() {}

    /** {@code hippocampus}, {@code em} (2D) or {@code ct}. */
    public static NetworkSpec named(String name) {
        return switch (name) {
            case "hippocampus" -> plain(List.of(16, 32, 64, 128), 3, 3);
            case "em" -> plain(List.of(16, 32, 64, 128, 256, 256), 2, 2);
            case "ct" -> plain(List.of(32, 64, 128, 256, 320, 320), 3, 26);
            default -> throw new IllegalArgumentException("network must be hippocampus, em or ct, got " + name);
        };
    }

    /** Extents of its patch. */
    public static List<Integer> patchOf(String name) {
        return switch (name) {
            case "hippocampus" -> List.of(40, 56, 40);
            case "em" -> List.of(256, 256);
            default -> List.of(128, 128, 128);
        };
    }

    private static NetworkSpec plain(List<Integer> features, int dimensions, int heads) {
        int stages = features.size();
        List<List<Integer>> strides = Stream.concat(
                        Stream.of(Collections.nCopies(dimensions, 1)),
                        IntStream.range(1, stages).mapToObj(stage -> Collections.nCopies(dimensions, 2)))
                .toList();
        return new NetworkSpec(
                NetworkSpec.Kind.PLAIN_CONV,
                1,
                heads,
                features,
                Collections.nCopies(stages, Collections.nCopies(dimensions, 3)),
                strides,
                Collections.nCopies(stages, 2),
                Collections.nCopies(stages - 1, 2));
    }
}
