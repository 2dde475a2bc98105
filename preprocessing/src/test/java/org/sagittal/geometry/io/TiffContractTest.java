package org.sagittal.geometry.io;

import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.sagittal.preprocessing.image2d.TiffFormat;

/** Here, in the contract's package, since the contract is for its own package alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TiffContractTest extends VolumeFormatContract {
    @Override
    VolumeFormat format() {
        return new TiffFormat();
    }

    @Override
    Stream<String> writtenEndings() {
        return Stream.of(".tif", ".tiff", ".TIF");
    }

    /** ImageJ's channels are read as numbers of one voxel, and what they mean is not written: components and times look alike. */
    @Override
    boolean knowsComponents() {
        return false;
    }
}
