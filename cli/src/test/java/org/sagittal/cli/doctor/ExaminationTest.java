package org.sagittal.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExaminationTest {
    private static final List<String> INTEL = List.of(
            "processor\t: 0",
            "model name\t: A Xeon",
            "flags\t\t: fpu sse2 avx2 avx512f amx_bf16",
            "",
            "processor\t: 1");

    @Test
    void readsTheProcessor() {
        Processor processor = Processor.parse(INTEL);
        assertThat(processor.name()).isEqualTo("A Xeon");
        assertThat(processor.multipliesBf16()).isTrue();
        assertThat(Examination.processor(processor)).extracting(Finding::fact).contains("A Xeon", "AVX-512");
    }

    @Test
    void aProcessorWithoutVectorsIsAComplaintWithAMend() {
        Processor old = Processor.parse(List.of("model name : Old", "flags : fpu sse2"));
        assertThat(Examination.processor(old)).anySatisfy(f -> {
            assertThat(f.state()).isEqualTo(Finding.State.POOR);
            assertThat(f.mend()).isPresent();
        });
    }

    @Test
    void aFullDiskIsAComplaint(@TempDir Path folder) {
        assertThat(Examination.disk("disk", folder, 1e9).state()).isEqualTo(Finding.State.POOR);
        assertThat(Examination.disk("disk", folder, 0).state()).isEqualTo(Finding.State.GOOD);
    }

    @Test
    void theEngineRunsANetwork() {
        assertThat(Examination.complete(2))
                .filteredOn(f -> f.subject().equals("engine") || f.subject().equals("network"))
                .hasSize(2)
                .allSatisfy(f -> assertThat(f.state()).isEqualTo(Finding.State.GOOD));
    }

    @Test
    void eachUsualReasonHasItsOwnMend() {
        assertThat(EngineTrial.mend("No space left on device")).contains("DJL_CACHE_DIR");
        assertThat(EngineTrial.mend("version `GLIBC_2.28' not found")).contains("C library");
        assertThat(EngineTrial.mend("VCRUNTIME140.dll is missing")).contains("Visual C++");
        assertThat(EngineTrial.mend("who knows")).contains("--rebuild");
    }

    @Test
    void noComplaintWithoutAMend() {
        assertThatThrownBy(() -> new Finding(Finding.State.BROKEN, "java", "8", Optional.empty()))
                .hasMessageContaining("mend")
                .hasMessageContaining("java");
    }
}
