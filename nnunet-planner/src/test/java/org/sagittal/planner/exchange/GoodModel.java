package org.sagittal.planner.exchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.sagittal.geometry.io.zip.BoundedZip;
import org.sagittal.geometry.testing.ZipForge;
import org.sagittal.models.bundle.MemberDescription;

/** The tiny reference model in its parts, to be put together again with one of them changed. */
final class GoodModel {
    static final String FOLDER = "Dataset901_Tiny/nnUNetTrainer__nnUNetPlans__3d_fullres/";
    static final String CHECKPOINT = "fold_0/checkpoint_final.pth";

    /** Where torch's pickler memoises the state dict: root, its first key, OrderedDict, the dict itself. */
    static final int STATE_DICT_MEMO = 3;

    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, byte[]> checkpoint = new LinkedHashMap<>();

    private GoodModel() {}

    static GoodModel read(Path tinyZip, Path scratch) throws IOException {
        GoodModel model = new GoodModel();
        try (BoundedZip zip = BoundedZip.open(tinyZip)) {
            zip.names().forEach(name -> model.files.put(name.replace(FOLDER, ""), zip.read(name, 1 << 20)));
        }
        Path pth = java.nio.file.Files.write(scratch.resolve("good.pth"), model.files.get(CHECKPOINT));
        try (BoundedZip zip = BoundedZip.open(pth)) {
            zip.names().forEach(name -> model.checkpoint.put(name, zip.read(name, 1 << 20)));
        }
        java.nio.file.Files.delete(pth);
        return model;
    }

    byte[] file(String name) {
        return files.get(name);
    }

    byte[] pickle() {
        return checkpoint.get("checkpoint_final/data.pkl");
    }

    /** A zip with one file of the model replaced. */
    byte[] with(String name, byte[] contents) {
        ZipForge forge = new ZipForge();
        files.forEach((n, bytes) -> forge.add(FOLDER + n, n.equals(name) ? contents : bytes, true));
        return forge.bytes();
    }

    byte[] withText(String name, UnaryOperator<String> change) {
        String text = new String(files.get(name), StandardCharsets.UTF_8);
        String changed = change.apply(text);
        if (changed.equals(text)) {
            throw new IllegalStateException("nothing changed in " + name);
        }
        return with(name, changed.getBytes(StandardCharsets.UTF_8));
    }

    byte[] withPickle(byte[] pickle) {
        return with(CHECKPOINT, checkpoint(Map.of("checkpoint_final/data.pkl", pickle)));
    }

    /** The checkpoint with entries replaced; an empty name takes none. */
    byte[] checkpoint(Map<String, byte[]> replaced) {
        ZipForge forge = new ZipForge();
        checkpoint.forEach((name, bytes) -> forge.add(name, replaced.getOrDefault(name, bytes), false));
        replaced.forEach((name, bytes) -> {
            if (!checkpoint.containsKey(name)) {
                forge.add(name, bytes, true);
            }
        });
        return forge.bytes();
    }

    /** The good pickle that, before it ends, also does something else; the root dict lies on the stack all the while. */
    byte[] pickleThatAlso(byte[] opcodes) {
        byte[] good = pickle();
        byte[] both = java.util.Arrays.copyOf(good, good.length + opcodes.length);
        System.arraycopy(opcodes, 0, both, good.length - 1, opcodes.length);
        both[both.length - 1] = '.';
        return both;
    }

    /** Reads all that an import reads. */
    static List<String> readAll(Path model) {
        List<String> read = new ArrayList<>();
        try (NnunetModels models = NnunetModels.open(model, List.of(CheckpointKind.values()))) {
            for (MemberDescription member : models.description().members()) {
                for (String fold : member.folds()) {
                    models.weights(member.name(), fold);
                    read.add(member.name() + " " + fold);
                }
            }
            models.documents().forEach(name -> models.document(name).orElseThrow());
        }
        return read;
    }
}
