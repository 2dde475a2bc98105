package org.sagittal.preprocessing.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.sagittal.geometry.io.file.FormatException;
import org.sagittal.preprocessing.CaseWork;
import org.sagittal.preprocessing.PreprocessedCase;
import org.sagittal.preprocessing.PreprocessingSpec;
import org.sagittal.preprocessing.Preprocessor;
import org.sagittal.preprocessing.dataset.CheckedCase;
import org.sagittal.preprocessing.dataset.LabelScheme;
import org.sagittal.preprocessing.dataset.RawCase;
import org.sagittal.preprocessing.reader.ImageReader;

/**
 * Raw cases -> store. Several cases at a time; a case that cannot be made is named and the others go on; a case that is there already is
 * kept, so the same command goes on where it was stopped.
 */
public final class CaseStoreBuilder {
    private final PreprocessingSpec spec;
    private final LabelScheme labels;
    private final ImageReader reader;

    /**
     * A builder for one recipe.
     *
     * @param spec the recipe
     * @param labels what the labels mean
     * @param reader reads the images and labels
     */
    public CaseStoreBuilder(PreprocessingSpec spec, LabelScheme labels, ImageReader reader) {
        this.spec = spec;
        this.labels = labels;
        this.reader = reader;
    }

    /**
     * Makes the cases that are not there yet.
     *
     * @param cases raw cases
     * @param store folder; made if absent; cases of another recipe in it are deleted
     * @param options threads, progress, cascade
     * @return what became of each case
     * @throws org.sagittal.geometry.io.file.FolderInUseException if there is a case to make and another process writes into the store
     */
    public BuildReport build(List<RawCase> cases, Path store, BuildOptions options) {
        try (CaseStoreWriter writer = CaseStoreWriter.open(store, spec, labels)) {
            Build build = new Build(writer, options);
            if (!cases.stream().allMatch(build::finished)) {
                writer.claim();
            }
            SortedMap<String, String> failures =
                    CaseWork.run(cases, options.threads(), options.progress(), build::make);
            return BuildReport.of(List.copyOf(build.built), List.copyOf(build.kept), failures);
        }
    }

    private final class Build {
        private final CaseStoreWriter writer;
        private final BuildOptions options;
        private final Preprocessor preprocessor = new Preprocessor(spec, labels);
        private final Queue<String> built = new ConcurrentLinkedQueue<>();
        private final Queue<String> kept = new ConcurrentLinkedQueue<>();

        Build(CaseStoreWriter writer, BuildOptions options) {
            this.writer = writer;
            this.options = options;
        }

        private Optional<Path> previous(RawCase raw) {
            return Optional.ofNullable(options.previousStage().get(raw.id()));
        }

        /** Whether there is nothing to do for a case; one whose files cannot be looked at is none of those. */
        boolean finished(RawCase raw) {
            try {
                return writer.finished(raw.id(), Fingerprints.inputs(files(raw, previous(raw))));
            } catch (FormatException e) {
                // make() meets the same trouble and names it.
                return false;
            }
        }

        void make(RawCase raw) {
            Optional<Path> previous = previous(raw);
            String inputs = Fingerprints.inputs(files(raw, previous));
            if (writer.finished(raw.id(), inputs)) {
                kept.add(raw.id());
            } else {
                writer.write(raw.id(), inputs, preprocess(raw, previous));
                built.add(raw.id());
            }
        }

        private PreprocessedCase preprocess(RawCase raw, Optional<Path> previous) {
            CheckedCase read = CheckedCase.read(raw, reader, labels);
            read.remarks().forEach(remark -> options.progress().remark(raw.id(), remark));
            return preprocessor.preprocess(read.images(), read.label(), previous.map(reader::readLabel));
        }

        private static List<Path> files(RawCase raw, Optional<Path> previous) {
            List<Path> files = new ArrayList<>(raw.images());
            raw.label().ifPresent(files::add);
            previous.ifPresent(files::add);
            return files;
        }
    }
}
