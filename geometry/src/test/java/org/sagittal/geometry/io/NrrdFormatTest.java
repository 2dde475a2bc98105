package org.sagittal.geometry.io;

import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.sagittal.geometry.io.nrrd.NrrdFormat;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NrrdFormatTest extends VolumeFormatContract {
    @Override
    VolumeFormat format() {
        return new NrrdFormat();
    }

    @Override
    Stream<String> writtenEndings() {
        return Stream.of(".nrrd", ".nhdr", ".NHDR", ".seg.nrrd");
    }
}
