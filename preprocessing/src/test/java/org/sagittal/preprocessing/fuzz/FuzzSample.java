package org.sagittal.preprocessing.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * One volume to be damaged.
 *
 * @param name for people
 * @param main what is opened: the name of one of the files, or nothing for the folder of them all
 * @param files their bytes by name
 */
record FuzzSample(String name, String main, Map<String, byte[]> files) {
    /** Puts all files into a folder. */
    Path writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return main.isEmpty() ? folder : folder.resolve(main);
    }
}
