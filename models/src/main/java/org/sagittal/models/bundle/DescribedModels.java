package org.sagittal.models.bundle;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sagittal.models.weights.NamedTensors;

/**
 * Models under another description: another name, licence or card, or only some of the configurations and folds.
 *
 * @param source holds the weights; closed with this
 * @param description whose members and folds are among the source's
 */
record DescribedModels(ModelSource source, BundleDescription description) implements ModelSource {
    /** Refuses members and folds that the source does not have. */
    DescribedModels {
        for (MemberDescription member : description.members()) {
            source.description().member(member.name()).chosenFolds(member.folds());
        }
    }

    @Override
    public Path origin() {
        return source.origin();
    }

    @Override
    public NamedTensors weights(String member, String fold) {
        description.member(member).chosenFolds(List.of(fold));
        return source.weights(member, fold);
    }

    @Override
    public List<String> documents() {
        return source.documents().stream().filter(this::belongs).toList();
    }

    private boolean belongs(String document) {
        return document.indexOf('/') < 0
                || description.memberNames().contains(document.substring(0, document.indexOf('/')));
    }

    @Override
    public Optional<byte[]> document(String name) {
        return belongs(name) ? source.document(name) : Optional.empty();
    }

    @Override
    public Map<String, String> sourceSha256() {
        return source.sourceSha256();
    }

    @Override
    public void close() {
        source.close();
    }
}
