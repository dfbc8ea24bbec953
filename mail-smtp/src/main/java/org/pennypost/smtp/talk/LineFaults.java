package org.pennypost.smtp.talk;

import java.nio.ByteBuffer;
import org.pennypost.core.text.DotStuffing;
import org.pennypost.core.text.LineEnds;

/** Knows whether what has come of a message so far is text in lines, RFC 5321 §2.3.8 and §4.5.2. */
interface LineFaults {
    /** A message that need not be: RFC 3030 §3. */
    LineFaults NONE = new LineFaults() {
        @Override
        public boolean bareLineEnd(ByteBuffer chunk, boolean last) {
            return false;
        }

        @Override
        public boolean nul() {
            return false;
        }
    };

    /** Whether there was a CR or LF that is no line end, once this chunk has come too. */
    boolean bareLineEnd(ByteBuffer chunk, boolean last);

    /** Whether there was an octet of value zero. */
    boolean nul();

    /** Whether there are servers that saw no end of the message where we did. */
    default boolean doubtfulEnd() {
        return false;
    }

    /** What the decoder of DATA has seen. */
    static LineFaults of(DotStuffing.Decoder decoder) {
        return new LineFaults() {
            @Override
            public boolean bareLineEnd(ByteBuffer chunk, boolean last) {
                return decoder.bareCr() || decoder.bareLf();
            }

            @Override
            public boolean nul() {
                return decoder.nul();
            }

            @Override
            public boolean doubtfulEnd() {
                return decoder.doubtfulEnd();
            }
        };
    }

    /** Looks at the chunks themselves. */
    static LineFaults ofChunks() {
        LineEnds ends = new LineEnds();
        return new LineFaults() {
            @Override
            public boolean bareLineEnd(ByteBuffer chunk, boolean last) {
                ends.watch(chunk);
                return ends.bareCr(last) || ends.bareLf();
            }

            @Override
            public boolean nul() {
                return ends.nul();
            }
        };
    }
}
