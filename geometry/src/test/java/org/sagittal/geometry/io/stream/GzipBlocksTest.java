package org.sagittal.geometry.io.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipBlocksTest {
    private static final int BLOCK = GzipBlocks.BLOCK_BYTES;

    private final ExecutorService pool = Executors.newFixedThreadPool(3);

    @AfterEach
    void endPool() {
        pool.shutdownNow();
    }

    private static byte[] text(int count) {
        SplittableRandom random = new SplittableRandom(count);
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (i % 1000 < 500 ? i / 1000 % 20 : random.nextInt(256));
        }
        return bytes;
    }

    private static byte[] gzip(byte[] bytes, WorkAhead workers) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GzipBlocks gzip = new GzipBlocks(out, 3, workers)) {
            for (int at = 0; at < bytes.length; at += 100_003) {
                gzip.write(bytes, at, Math.min(100_003, bytes.length - at));
            }
            gzip.finish();
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 9 * BLOCK + 77})
    void isTheSameMemberWhoeverDeflates(int count) throws Exception {
        byte[] bytes = text(count);
        byte[] alone = gzip(bytes, new WorkAhead(work -> {}, 0));
        assertThat(gzip(bytes, new WorkAhead(pool, 1))).isEqualTo(alone);
        assertThat(gzip(bytes, new WorkAhead(pool, 6))).isEqualTo(alone);
        assertThat(gzip(bytes, new WorkAhead(Runnable::run, 2))).isEqualTo(alone);
        // A pool that is busy elsewhere for the whole time.
        assertThat(gzip(bytes, new WorkAhead(work -> {}, 2))).isEqualTo(alone);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(alone)).readAllBytes())
                .isEqualTo(bytes);
        assertThat(deflatedBytes(alone, count)).as("bytes of the first member").isEqualTo(alone.length - 18);
    }

    private static long deflatedBytes(byte[] member, int count) throws Exception {
        Inflater inflater = new Inflater(true);
        inflater.setInput(member, 10, member.length - 10);
        byte[] to = new byte[count + 1];
        int got = 0;
        while (!inflater.finished()) {
            got += inflater.inflate(to, got, to.length - got);
        }
        long read = inflater.getBytesRead();
        inflater.end();
        return read;
    }

    @Test
    void blocksShrinkNearlyAsWellAsTheWhole() throws IOException {
        byte[] bytes = text(16 * BLOCK);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(whole) {
            {
                def.setLevel(3);
            }
        }) {
            gzip.write(bytes);
        }
        assertThat(gzip(bytes, new WorkAhead(pool, 2)).length).isLessThan((int) (1.01 * whole.size()));
    }

    @Test
    void nothingIsDeflatedAfterAFailure() throws IOException {
        List<Runnable> handedOver = new ArrayList<>();
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException("no space");
            }

            @Override
            public void write(byte[] from, int offset, int size) throws IOException {
                if (kept.size() > 0) {
                    throw new IOException("no space");
                }
                kept.write(from, offset, size);
            }
        };
        WorkAhead workers = new WorkAhead(handedOver::add, 3);
        assertThatThrownBy(() -> {
                    try (GzipBlocks gzip = new GzipBlocks(full, 3, workers)) {
                        gzip.write(text(30 * BLOCK));
                        gzip.finish();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("no space");
        assertThat(handedOver).hasSize(3);
        // What the pool still has is done with, or nothing: it asks for no memory and writes nowhere.
        handedOver.forEach(Runnable::run);
        assertThat(kept.size()).isEqualTo(10);
    }
}
