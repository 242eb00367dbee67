// SPDX-License-Identifier: Apache-2.0
package io.lanewise.tflite;

import io.lanewise.graph.Operator;
import java.util.List;

/** How the operators of one family are said in a file. {@link OperatorReader} has all families. */
interface FamilyReader {

    /**
     * The newest version of a builtin code whose options and types are known: TFLite's own at release 2.21. What an
     * operator means by a type or option that is not supported is refused where it occurs. 0 if the code is none of
     * this family's.
     */
    int newestVersion(int code);

    /**
     * Makes the operators that compute what one of the file does, whose code is one of this family's: mostly one, none
     * where its output is a constant, several where it is made of others.
     *
     * @throws Problem if it holds what is not supported
     */
    List<Operator> read(OperatorSource source);
}
