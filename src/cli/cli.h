// The cli room: the command line, and nothing that thinks.
//
//   main.cpp          the real world -> run_app()      subcommand.h   what a subcommand is
//   app.h             finding and running subcommands  subcommands.cpp  the table of all of them
//   arguments.h       options and positionals          *_command.cpp  one subcommand (or a small family) each
//   world.h           streams, clock, environment      exit.h         every exit status
//   engine.h          the pack in use                  cases.h        labelled requests and how answers
//   compare
//
// In: arguments and standard input. Out: text on standard output (results) and standard error (everything
// else), and an exit status.
#pragma once
