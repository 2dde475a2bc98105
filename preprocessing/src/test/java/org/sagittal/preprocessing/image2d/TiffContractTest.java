package org.sagittal.preprocessing.image2d;

import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormatContract;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TiffContractTest extends VolumeFormatContract {
    @Override
    protected VolumeFormat format() {
        return new TiffFormat();
    }

    @Override
    protected Stream<String> writtenEndings() {
        return Stream.of(".tif", ".tiff", ".TIF");
    }

    /** ImageJ's channels are read as numbers of one voxel, and what they mean is not written: components and times look alike. */
    @Override
    protected boolean knowsComponents() {
        return false;
    }
}
