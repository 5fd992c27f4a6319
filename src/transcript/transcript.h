// The transcript room: what agents' logs say, as one model.
//
//   conversation.h  the model: messages, parts, tool calls, each with its place in the source
//   reader.h        files of any format -> conversations, one at a time (start there)
//   format.h        which format a text has
//   locate.h        from a piece of a message to line, column and bytes of the file, and back into its coding
//   write.h         a conversation for people, and in the normalised form
//
// In: bytes. Out: conversations. Knows no script and no rule; whether a command is good is not its business.
#pragma once
