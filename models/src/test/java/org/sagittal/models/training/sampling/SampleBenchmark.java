package org.sagittal.models.training.sampling;

import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.sagittal.geometry.volume.Shape;
import org.sagittal.models.augment.Augmentation;
import org.sagittal.models.augment.AugmentationSetup;
import org.sagittal.models.augment.patch.RandomStream;

/** A training sample on one core: reading, rotation, intensity, mirroring. Every call draws another one, so that rare steps count too. */
@State(Scope.Benchmark)
public class SampleBenchmark {
    @Param({"40x56x40", "128x128x128", "1x256x256"})
    public String patch;

    private SampleMaker maker;
    private long drawn;

    @Setup
    public void open() {
        String[] extents = patch.split("x");
        Shape shape =
                new Shape(Integer.parseInt(extents[0]), Integer.parseInt(extents[1]), Integer.parseInt(extents[2]));
        boolean flat = shape.z() == 1;
        Shape whole = new Shape(flat ? 20 : shape.z() + 20, shape.y() + 20, shape.x() + 20);
        Augmentation augmentation = Augmentation.training(
                AugmentationSetup.of(flat ? 2 : 3, shape),
                flat ? List.of(0, 1) : List.of(0, 1, 2),
                List.of(),
                List.of());
        maker = new SampleMaker(new MemoryPatches(MemoryPatches.noisy(whole, 1, 1)), augmentation, false, false);
    }

    @Benchmark
    public Object sample() {
        drawn++;
        return maker.make(RandomStream.of(drawn), drawn % 2 == 0);
    }
}
