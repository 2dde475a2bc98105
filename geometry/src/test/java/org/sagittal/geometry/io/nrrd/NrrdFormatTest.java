package org.sagittal.geometry.io.nrrd;

import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.sagittal.geometry.io.VolumeFormat;
import org.sagittal.geometry.io.VolumeFormatContract;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NrrdFormatTest extends VolumeFormatContract {
    @Override
    protected VolumeFormat format() {
        return new NrrdFormat();
    }

    @Override
    protected Stream<String> writtenEndings() {
        return Stream.of(".nrrd", ".nhdr", ".NHDR", ".seg.nrrd");
    }
}
