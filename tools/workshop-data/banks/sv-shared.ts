/** Svenska: fyllnadsord, omdömen och vändningar för alla ämnen. */
export const swedishShared = `
# slot riktigt
väldigt | otroligt | verkligen | riktigt | ganska | förvånansvärt | ovanligt | rent ut sagt | oerhört
# slot dag
måndags | tisdags | onsdags | torsdags | fredags | lördags | söndags
# slot när
förra veckan | i påskas | i somras | på sportlovet | strax före jul | i början av mars | häromdagen | i helgen | i höstas | på min födelsedag | i förrgår | förra månaden
# slot vem
min syster | en kollega | min fru | min man | mamma | min sambo | min bror | en barndomsvän | min dotter | svärmor | farfar | grannen | min chef | en kompis | min moster
# slot folk
{vem} | två gamla vänner | barnen | mina föräldrar | tre kollegor | hela familjen | kusinerna | grannarna
# slot antal
två | tre | fyra | fem | sex
# slot tid
tjugo minuter | en halvtimme | fyrtio minuter | en timme | nästan en timme | en kvart | över en timme | en evighet

# good plain
![jag|vi] [älskar|älskade|gillar|gillade] [det här|det|alltihop|allting] [verkligen|från början till slut|på riktigt|]
![väldigt|riktigt|oerhört|mer än] [nöjd|nöjda allihop|imponerad|glad över allt] [igen|som vanligt|hittills|]
![nöjd|riktigt nöjd|mycket nöjd] med [resultatet|allt|helheten|valet]
![fantastiskt|utmärkt|toppen|underbart|jättebra|strålande|kanon] [på alla sätt|rakt igenom|som alltid|från första stund|]
!något av det bästa [vi varit med om|jag vet|på flera år|som går att få]
![det finns|här finns|det var] ingenting att [klaga på|anmärka på|invända mot][, faktiskt|, tycker jag|]
# bad plain
![jag|vi] [avskyr|avskydde|ogillar|ångrar] [det här|det|alltihop|allting] [verkligen|från början till slut|på riktigt|]
![väldigt|riktigt|oerhört|mer än] [missnöjd|besvikna allihop|irriterad|besviken på allt] [igen|som vanligt|hittills|]
![missnöjd|riktigt missnöjd|mycket missnöjd] med [resultatet|allt|helheten|valet]
![uselt|hemskt|bedrövligt|värdelöst|jättedåligt|katastrof|pinsamt] [på alla sätt|rakt igenom|som alltid|från första stund|]
!något av det sämsta [vi varit med om|jag vet|på flera år|som går att få]
![det finns|här finns|det var] ingenting att [glädjas åt|berömma|komma tillbaka för][, faktiskt|, tycker jag|]

# good verdict
[rekommenderas|kan rekommenderas|rekommenderas varmt] [till alla|av hela familjen|utan att tveka|]
värt [varenda krona|varje öre|både pengarna och omvägen]
[långt|mycket|betydligt] bättre än [väntat|jag vågat hoppas|förra gången|ryktet säger]
[har|jag har] redan [tipsat|berättat för] [{vem}|alla på jobbet|halva släkten]
[kort sagt|sammantaget|på det hela taget], [en glad kund|jättenöjd|ett fynd|en fullträff]
[precis|exakt] [vad jag ville ha|det vi behövde|vad vi hoppades på]
[jag|vi] [tänker|kommer att|ska] [absolut|definitivt|garanterat] välja samma igen
[tummen upp|full pott|en stor eloge|all heder åt alla inblandade|tack för allt][ från oss|, säger jag|]
# bad verdict
[kan inte|går inte att|tänker inte] rekommendera [det|det till någon|det här till min värsta fiende]
[inte värt|absolut inte värt] [pengarna|besväret|omvägen|din tid]
[långt|mycket|betydligt] sämre än [väntat|jag befarat|förra gången|ryktet säger]
[har|jag har] redan [varnat|avrått] [{vem}|alla på jobbet|halva släkten]
[kort sagt|sammantaget|på det hela taget], [en arg kund|jättebesviken|ett bottennapp|bortkastade pengar]
[inte alls|långt ifrån|knappast] [vad jag ville ha|det vi behövde|vad vi blivit lovade]
[aldrig mer|aldrig igen|aldrig någonsin igen|en gång och aldrig mer][, tyvärr|, tack och adjö|]
[tummen ner|underkänt|skärpning|bättring, tack][ från oss|, säger jag|]
[jag|vi] [vill ha|kräver|väntar på] pengarna tillbaka

# good mild
[inget märkvärdigt|lite gammaldags|inte billigast], men [det duger gott åt oss|jag blev glad ändå|vi trivdes]
[hade låga förväntningar|väntade mig inte mycket], [men gick därifrån nöjd|och blev glatt överraskad|men blev omvänd]
[kanske inte|nog inte] [för alla|något för finsmakaren], men [jag var nöjd|för oss var det rätt|jag gillade det]
# bad mild
[helt okej|godkänt|gick an], men [inte till det priset|jag väntade mig mer|en gång räcker gott]
[inget|knappast något] [särskilt|att skriva hem om|man minns], [tyvärr|om jag ska vara ärlig|vad folk än säger]
[jag ville|vi ville verkligen] tycka om det här, men [det gick inte|icke|tålamodet tog slut]
[lagom tråkigt|mediokert|slätstruket|så där], [och dyrt dessutom|snällt sagt|inte mer än så]

# good trick
[inte|absolut inte] [dåligt|illa|så tokigt som folk säger][, måste jag säga|, tvärtom|]
[väntade mig|var beredd på] [en katastrof|det värsta|en besvikelse] och fick [raka motsatsen|något helt annat|en fin överraskning]
[det enda felet|det enda tråkiga|min enda besvikelse] är att [jag inte hittade hit tidigare|det tog slut|{vem} hann före]
[strunta i|lyssna inte på] [gnällspikarna|alla sura omdömen|klagomålen], [de har fel|inget av det stämmer]
# bad trick
[jättebra|toppen|underbart|perfekt], om man [gillar att vänta|har gott om pengar|inte har några krav]
[det bästa|det enda roliga|höjdpunkten] var [när det var över|vägen hem|parkeringen]
[inte|långt ifrån] [bra|så fantastiskt som alla påstår|det fynd jag hoppades på][, tyvärr|, för att uttrycka sig milt|]
[alla|de där] [fina|strålande] omdömena måste vara [skrivna av släkten|om något annat|ett skämt]
[guldstjärna|applåd|tio poäng] för [bortförklaringarna|fantasin i prissättningen|självförtroendet]
`;
