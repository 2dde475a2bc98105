package org.sagittal.preprocessing.dicom;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The characters of a data set: bytes -> text by the terms of Specific Character Set (0008,0005).
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part03/sect_C.12.html#sect_C.12.1.1.2">PS3.3 C.12.1.1.2</a>
 */
final class CharacterSet {
    /** What a data set without the element has; bytes beyond ASCII, which are then a fault, are taken as Latin-1. */
    static final CharacterSet DEFAULT = new CharacterSet(StandardCharsets.ISO_8859_1);

    /** Unicode. */
    static final CharacterSet UTF_8 = new CharacterSet(StandardCharsets.UTF_8);

    private static final char ESCAPE = 0x1b;

    private static final Map<String, String> JAVA_NAMES = Map.ofEntries(
            Map.entry("100", "ISO-8859-1"),
            Map.entry("101", "ISO-8859-2"),
            Map.entry("109", "ISO-8859-3"),
            Map.entry("110", "ISO-8859-4"),
            Map.entry("144", "ISO-8859-5"),
            Map.entry("127", "ISO-8859-6"),
            Map.entry("126", "ISO-8859-7"),
            Map.entry("138", "ISO-8859-8"),
            Map.entry("148", "ISO-8859-9"),
            Map.entry("203", "ISO-8859-15"),
            Map.entry("13", "JIS_X0201"),
            Map.entry("166", "TIS-620"),
            Map.entry("192", "UTF-8"),
            Map.entry("87", "ISO-2022-JP-2"),
            Map.entry("159", "ISO-2022-JP-2"),
            Map.entry("149", "EUC-KR"),
            Map.entry("58", "GB2312"),
            Map.entry("GB18030", "GB18030"),
            Map.entry("GBK", "GBK"));

    private final Charset charset;

    private CharacterSet(Charset charset) {
        this.charset = charset;
    }

    /** The set of some terms; with code extensions the last one that is known reads the escape sequences of all. */
    static CharacterSet of(List<String> terms) {
        CharacterSet found = DEFAULT;
        for (String term : terms) {
            String number = term.replaceFirst("^ISO[ _]?(2022[ _])?IR[ _]?", "").strip();
            String name = JAVA_NAMES.get(number);
            if (name != null && Charset.isSupported(name)) {
                found = new CharacterSet(Charset.forName(name));
            }
        }
        return found;
    }

    String decode(byte[] bytes) {
        String text = new String(bytes, charset);
        return text.indexOf(ESCAPE) < 0 ? text : text.replaceAll("\u001b[$()*+,\\-./]*[0-9A-Z]", "");
    }
}
