# SPDX-License-Identifier: Apache-2.0
# Writes OUTPUT, a string literal: a digest of the files that CONTENT lists.
file(STRINGS ${CONTENT} files)
set(digests "")
foreach(file ${files})
  file(SHA256 ${file} digest)
  string(APPEND digests ${digest})
endforeach()
string(SHA256 id "${digests}")
string(SUBSTRING ${id} 0 16 id)
file(WRITE ${OUTPUT} "\"${id}\"\n")
