// The repl room: a session at a prompt, from a thought to a command.
//
// Everything that thinks is pure and is tested without a terminal:
//
//   session.h     a line in, screen lines and requested effects out   commands.h   the table of ":" commands
//   editor.h      keys in, the line being edited and its events out   keys.h       bytes of a terminal ->
//   keys completion.h  what Tab offers                                     paint.h      what the screen shows
//   -> bytes history.h     entries, recall and search                          secrets.h    what must not be
//   written down check.h       what is wrong with a typed command                  saved.h      sessions as
//   shell files
//
// Around it, thin: terminal.h (raw mode, size, bytes), history_file.h (the file in the state folder), loop.h
// (a session on a terminal), line_protocol.h (the same without one). In: a Spec, a way to get an
// Understander, bytes. Out: bytes, and effects that the caller carries out (effects.h).
#pragma once
