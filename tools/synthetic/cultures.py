"""What people are called, by culture: given names, and surnames put together from two parts. All of it is made up."""

from typing import NamedTuple


class Culture(NamedTuple):
    """How people are named.

    Attributes:
        female: Given names of women.
        male: Given names of men.
        roots: Beginnings of surnames.
        endings: Ends of surnames.
        native: Names in the culture's own script, whole.
    """

    female: tuple[str, ...]
    male: tuple[str, ...]
    roots: tuple[str, ...]
    endings: tuple[str, ...]
    native: tuple[str, ...] = ()


def _culture(female: str, male: str, roots: str, endings: str, native: str = "") -> Culture:
    """Name parts separated by spaces; `-` is the empty ending and commas separate native names."""
    ends = tuple("" if ending == "-" else ending for ending in endings.split())
    names = tuple(name.strip() for name in native.split(",") if name)
    return Culture(tuple(female.split()), tuple(male.split()), tuple(roots.split()), ends, names)


ENGLISH = _culture(
    "Ada Alma Amber April Beth Bonnie Carla Carol Celia Cora Dana Dawn Della Dora Edith Ella Elsie Emma Erin Eva Faye Fern "
    "Flora Gail Gemma Grace Greta Hazel Heidi Helen Holly Ida Irene Iris Ivy Jane Jenna Joan Joy Judith June Kara Kate "
    "Laura Leah Lena Lily Lois Lucy Mabel Maeve Marge Maud Mia Molly Nancy Nell Nina Nora Olive Opal Paige Pearl Polly "
    "Rhoda Rita Rose Ruth Sadie Sally Sarah Stella Tess Tina Vera Viola Wanda Willa Zoe",
    "Abel Adam Alan Albert Alec Amos Andrew Arlo Barry Ben Brad Bruce Caleb Carl Cecil Clark Clint Cole Craig Cyrus Dale "
    "Dan Dean Dennis Derek Doug Duke Earl Eddie Elmer Emmet Ethan Evan Felix Floyd Frank Gary Gene Gil Glenn Grant Guy Hal "
    "Hank Harry Henry Homer Hugh Ira Isaac Jack Jake Jasper Jeff Jerry Joel Keith Kirk Kurt Lance Lee Leo Lloyd Luke Mack "
    "Mark Miles Ned Neil Noah Omar Oscar Otis Owen Percy Ralph Ray Rex Ross Roy Rufus Sam Seth Simon Stan Ted Toby Todd "
    "Troy Vince Wade Wes",
    "Ash Bain Barn Beck Bent Birch Black Brad Brook Buck Cald Carl Clay Cliff Crane Crom Dal Dun East Elm Fair Fal Farn Fen "
    "Finch Fox Glen Gold Gran Green Hal Ham Hart Hather Hawk Hazel High Hol Hunt Ken Kings Lang Lin Long Mar May Mill Nor "
    "Oak Old O'Mal O'Dar Pem Pen Quin Rad Raven Red Rock Rose Rush Shel Stan Stone Sut Thorn Under Wal West Whit Wood Wyn",
    "more ton ley ford worth well wood man field by burn croft dale den er gate ham hurst land low mere mont ridge shaw son "
    "stead stone ter ting vale ward way wick win yard bury combe cott grave hill ings kin ler ner port",
)
FRENCH = _culture(
    "Adèle Agnès Anaïs Aurore Camille Chloé Colette Delphine Élise Élodie Flore Gisèle Hélène Inès Jeanne Léa Lucie Manon "
    "Margot Noémie Odile Renée Sabine Solène Sylvie Zoé",
    "Alain Amaury Anatole Aurélien Benoît Cédric Clément Didier Émile Étienne Fabien François Gaël Gérard Jérôme Joël Loïc "
    "Luc Marcel Noël Olivier Rémi René Thibault Yann Yves",
    "Beau Bel Bois Bon Bran Cham Clair Cor D'Au D'Or De Du Fon Gau Gué Lam La Le Mar Mon Mou Per Pont Rou Sau Val",
    "bert bois champ court din fort lain lier mont nay noir ral rand reau roux sart teau val vel vier",
)
ITALIAN = _culture(
    "Ada Alba Bianca Carla Chiara Clara Elena Elsa Fiora Gemma Gianna Ilaria Lia Livia Lucia Marta Nicla Ornella Pia Rina "
    "Rosa Silvia Tosca Vera",
    "Aldo Bruno Carlo Ciro Dario Dino Elio Enzo Fabio Furio Gino Guido Italo Ivo Lino Livio Luca Marco Nico Nino Pio Renzo "
    "Sergio Tullio Ugo Vito",
    "Al Bar Bel Ber Bor Cal Can Car Cas Col D'An Dell'A Fal Fer Gal Gam Lom Mar Mon Mor Pal Per Rav San Tor Val",
    "bani cchi della detti doni fani gnoli letti lini lli mani nardi netti relli rini santi sio tani telli zzi",
)
JAPANESE = _culture(
    "Aiko Akemi Asuka Chie Emi Fumi Hana Haruka Kaho Kei Kumi Mai Mari Mei Mika Nao Rei Rin Saki Sayo Yui Yuka Yuri",
    "Aki Daigo Eiji Goro Hideo Isao Jun Kenta Koji Makoto Masao Naoki Noboru Ren Ryo Satoru Shin Sota Takumi Tetsu Yuji Yuta",
    "Aka Ao Chi Fuji Fuku Hira Iwa Kame Kawa Kita Kuro Matsu Mina Mori Naga Naka Nishi Ō Oka Sato Shima Taka Tani Uchi Yama",
    "bashi da gami guchi hara hashi ishi kawa ki moto mura nai no saka saki se shima ta tani ya zaki zawa",
    "青木 健,川島 花子,森田 誠,西村 怜,松原 翔太,藤沢 美香,長谷 光,岩本 葵,北野 悠,黒沢 直樹",
)
GERMAN = _culture(
    "Anke Antje Birgit Dörte Elke Frieda Gerda Grete Heike Hilde Ilse Imke Jutta Karin Käthe Lotte Marlene Renate Silke Ulla Uta",
    "Armin Bernd Dieter Egon Ernst Falk Götz Günter Hanno Heiko Horst Jörg Jürgen Kai Knut Lothar Otto Rolf Sönke Uwe Veit Wulf",
    "Alten Bach Berg Brandt Eich Ell Feld Groß Haber Hein Holz Kalt König Lang Linden Müll Neu Ober Reit Schön Stein Wald Win",
    "bach bauer berg brecht dorf eck er hagen hardt hauer hof kamp lich mann meier meister müller rath reuter stein thal wald",
)
SPANISH = _culture(
    "Alba Ana Begoña Blanca Carmela Clara Cruz Elena Elvira Inés Irene Jimena Lola Lucía Marisol Mercè Nieves Pilar Rocío "
    "Sol Vega",
    "Adrián Álvaro Andrés Ángel Bruno Darío Diego Efraín Emilio Fermín Gael Hugo Íñigo Iván Joaquín León Mateo Nicolás "
    "Óscar Raúl",
    "Agui Al Arre Bal Bar Caba Casta Co Echa Gara Guz Here Iba Ji Lo Mal Mon Mu Na Olmo Peña Que Ri Sali Vela Zu",
    "bal da dero dillo do jo ldo lar llo mán mara men nal nda ñez ñoz reda ro rra rrón sal tero vera zar",
)
RUSSIAN = _culture(
    "Alina Alla Anfisa Daria Dina Galina Inna Irina Kira Lidia Mila Nadia Nina Oksana Olga Polina Raisa Sonia Tamara Vera "
    "Yana Zoya",
    "Anton Arkady Boris Daniil Egor Fyodor Gleb Igor Ilya Kirill Lev Maxim Mikhail Nikita Oleg Pavel Rodion Stepan Timur "
    "Vadim Yuri",
    "Abra Bel Bogda Chern Dol Ere Gor Gro Ivan Kali Kor Kras Lev Mal Med Mor Nov Ore Pav Rom Sokol Sol Tar Ugl Vor Zhar",
    "bov chev chin din enko gov kin kov lin lov min mov nev nikov nov rin rov shin skoy tov vin vsky",
    "Павел Горин,Зоя Белова,Глеб Соколин,Дина Краснова,Олег Медвин,Ирина Новская,Юрий Орехов,Лидия Таркина",
)
INDIAN = _culture(
    "Aarti Anika Asha Bina Chitra Deepa Esha Gita Hema Indu Jaya Kamala Lata Mala Neha Nisha Priti Rekha Sita Uma Usha Veena",
    "Ajit Amar Anil Arun Ashok Bala Dev Dilip Girish Harish Jai Kiran Lalit Mohan Nikhil Om Pran Rahul Ravi Sunil Tarun Vijay",
    "Agar Bala Bhat Chan Chaud Das Desh Dhar Gan Gup Jai Kap Khan Mal Meh Mukh Nai Pat Raj Ran San Sher Tri Ven Yad",
    "an ani ar araj ava bhai bose das dekar eja erjee esh gar il kar lal mani nath oor pande pur sen ta umar",
    "अरुण देशकर,लता मलानी,विजय राजन,नेहा गणेश",
)
KOREAN = _culture(
    "Ara Bora Da-in Eun-ji Ga-in Ha-na Hye-rim In-ah Ji-woo Mi-rae Na-ri Seo-yun So-ra Su-bin Yu-na",
    "Chul-min Dae-ho Do-yun Gi-tae Ho-jin In-su Jae-won Jun-seo Ki-hyun Min-jae Sang-ho Seung-u Tae-min Woo-jin Young-sik",
    "An Bae Cha Chang Cho Choi Chung Ha Han Heo Hong Hwang Im Jang Jeong Jin Jo Kang Kwon Ma Min Moon Nam Noh Oh Park Seo "
    "Shin Yoo",
    "-",
    "배지우,한도윤,서미래,강민재,노하나,문태민,홍수빈,장소라",
)
CHINESE = _culture(
    "Ailing Bao Chun Dan Fang Hui Jia Jing Lan Lian Mei Ning Qing Shan Ting Wei Xia Xiu Yan Ying Yue Zhen",
    "An Bin Bo Cheng Dong Feng Gang Guo Hai Jian Jun Kang Liang Long Ming Peng Qiang Shan Tao Wen Yong Zhi",
    "Bai Cai Chen Deng Ding Du Fan Feng Gao Gu Guo Han He Hu Jiang Jin Kong Lei Lin Lu Luo Ma Meng Pan Qin Shen Song Su "
    "Tang Xu Ye",
    "-",
    "白小梅,陈国强,邓海,方青,高明,郭晓燕,韩文,林静,孟月,唐志勇",
)
NORDIC = _culture(
    "Åsa Astrid Birgitta Ebba Elin Freja Gudrun Hedda Inga Kerstin Liv Maja Märta Sigrid Signe Solveig Tove Tyra Ulla Ylva",
    "Åke Anders Arvid Björn Bo Einar Erik Gösta Håkan Ivar Jens Lars Leif Magnus Nils Olof Rune Sören Stig Sven Torsten",
    "Ahl Alm Berg Björk Blom Dahl Ek Falk Fors Frid Grön Hag Hall Hed Holm Lind Lund Malm Nor Sand Sjö Söder Väst",
    "berg blad borg dal en gren holm kvist lund man mark ström stedt sson vall rup gaard sen",
)
PORTUGUESE = _culture(
    "Alice Ângela Bia Clarice Conceição Dalva Elis Fátima Glória Heloísa Iara Íris Jacira Lúcia Marília Nara Rosália Sônia Vânia",
    "Afonso Ailton Breno Caio César Davi Elias Fábio Gil Inácio João Jorge Júlio Lauro Luís Márcio Otávio Renato Sérgio Túlio",
    "Al Aze Bar Bran Cal Cam Car Cor Cos Fer Fon Gui Lei Mar Mene Mon Nasci Pei Quei Ra Sal Tei Vas",
    "buque cães cão deiro do douro ges lho lves mões nha noco nseca nteiro pos ques rães reira res rinho ros xoto ães",
)
ARABIC = _culture(
    "Aisha Amal Amina Dalia Dina Farah Hala Huda Jamila Karima Laila Mona Nadia Noor Rania Salma Samira Yasmin Zainab",
    "Adel Ahmed Amir Anwar Bilal Fadi Farid Hamza Hassan Ibrahim Jamal Kamal Khaled Mahmoud Nabil Omar Rami Samir Tarek Youssef",
    "Abdel Aw Bad Dar El-Ba El-Gha El-Ha El-Ma El-Sa Faw Gab Had Has Khal Mah Man Mur Naj Qas Rah Sab Sha Tah Zak Zay",
    "ad al an ar awi di ed en far hab han id if in ir mi mid mour ni our ra ri sar zi",
    "ليلى منصور,سمير الهادي,نور الباز,كمال عوض",
)
