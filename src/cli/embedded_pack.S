// The default pack (pack.bin, made by cmdwright-packc) as bytes between two symbols.
    .section .rodata
    .global cmdwright_pack_begin
    .global cmdwright_pack_end
    .balign 16
cmdwright_pack_begin:
    .incbin "pack.bin"
cmdwright_pack_end:
    .byte 0
    .section .note.GNU-stack, "", %progbits
