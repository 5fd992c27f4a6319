// The text room: what every other room needs to know about text, and nothing about any of them.
//
//   span.h      byte ranges                      utf8.h         decoding, lines and columns, screen width
//   result.h    value or error                   yaml.h         strict YAML with file:line:column
//   words.h     splitting, joining, similarity   blob.h         compact binary form of nested structures
//   files.h     reading and writing files whole  json_depth.h   JSON that nests too deeply to be handled
//   arena.h     memory given back at once        json_scan.h    JSON tokens with their places
//                                                json_string.h  JSON strings, decoded, encoded, mapped back
//
// In: bytes. Out: values that cannot be wrong, or an Error that says where and why.
#pragma once
