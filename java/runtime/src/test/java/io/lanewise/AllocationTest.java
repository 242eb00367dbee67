// SPDX-License-Identifier: Apache-2.0
package io.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @EnumSource(names = {"JAVA", "NATIVE"})
    void aRunAllocatesNothing(Backend backend) {
        SessionOptions options = SessionOptions.defaults().withBackend(backend);
        try (Session session = ModelTest.convolution().newSession(options)) {
            session.run();
            long least = LongStream.range(0, 5)
                    .map(batch -> allocatedBy(session))
                    .min()
                    .getAsLong();
            assertEquals(0, least, "bytes by 100 runs");
        }
    }

    /** Bytes of 100 runs: by the session in every batch, or by the JVM, which compiles and links, in some. */
    private static long allocatedBy(Session session) {
        THREADS.getCurrentThreadAllocatedBytes();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100; i++) {
            session.run();
        }
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
