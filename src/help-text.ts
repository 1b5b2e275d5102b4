/** What `--help` prints; lines of an 80-column terminal. */
export const USAGE = `cos-install - install COS on this machine

Usage: cos-install COMMAND [OPTIONS]

Commands:
  wizard               ask a person at this terminal, then install; with
                       --machine a rehearsal that installs nothing
  install [ANSWERS]    install this machine, ANSWERS is a file or a URL; without
                       it the answer file is looked for on the medium
                       (docs/operators-guide.md); where none is found, the
                       wizard asks
  new ANSWERS          make an answer file with the wizard, on any machine
  edit ANSWERS         change one with the wizard; comments are kept
  validate ANSWERS     check an answer file, or every node of a fleet file;
                       with --fleet it must be a fleet file; nothing is written
  plan ANSWERS         show what an install would destroy and do
  render ANSWERS --dialect cloud-init|coreos
                       print the node's cloud-config (secrets as stars)
  probe [--sysroot DIR]
                       print this machine as JSON, for --machine elsewhere
  disks [--explain ANSWERS]
                       list disks; or say for each why it fits or not
  explain NUMBER       what an error's number means and what to do (E140)
  explain --node NAME FLEET
                       print the answer file that a node of a fleet file
                       stands for (secrets as stars)
  report [FILE]        make one archive of the log of the installation, the
                       journal, disks and network, to send in;
                       default: cos-report-SERIAL-TIME.tar.gz here
  restore-table [DISK|FILE] [--yes]
                       put back what a disk was, when an installation ended
                       before the system was written; FILE: its undo data
  schema [--fleet]     print the JSON Schema of the answer file, or of the
                       fleet file

ANSWERS may be a fleet file (docs/fleet.md). The node is the one that the
machine matches, or --node NAME (install, plan, render, disks).

Options of every command:
  --machine FILE       work for the machine that probe recorded in FILE
                       (all but install, report, restore-table)
  --output text|json   text for people (default), json for programs
  --log FILE           write every event of install to FILE, one JSON object
                       a line
  -h, --help           this text
  --version            the version

Exit codes: 0 ok, 2 usage, 3 answers, 4 machine does not fit, 5 medium,
6 write, 7 verify, 8 preflight, 70 unexpected, 130 aborted.
`;
